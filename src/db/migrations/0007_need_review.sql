CREATE TABLE "need_review" (
	"id" text PRIMARY KEY NOT NULL,
	"need_id" text NOT NULL,
	"need_version" integer NOT NULL,
	"decision" text NOT NULL,
	"reasons" jsonb NOT NULL,
	"note" text NOT NULL,
	"decided_by" text NOT NULL,
	"decided_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "need_review_need" ON "need_review" USING btree ("need_id","need_version");