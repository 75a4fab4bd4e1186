CREATE TABLE "match_decision" (
	"id" text PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"run_id" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"target_kind" text NOT NULL,
	"target_id" text NOT NULL,
	"action" text NOT NULL,
	"reason" text,
	"note" text NOT NULL,
	"shown_position" integer,
	"to_position" integer,
	"of_id" text,
	"weights_version" text NOT NULL,
	"factors" jsonb,
	"means" jsonb NOT NULL,
	"actor" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "weights_version" ADD COLUMN "origin" text NOT NULL;--> statement-breakpoint
ALTER TABLE "weights_version" ADD COLUMN "status" text NOT NULL;--> statement-breakpoint
ALTER TABLE "weights_version" ADD COLUMN "base" text;--> statement-breakpoint
ALTER TABLE "weights_version" ADD COLUMN "evidence" jsonb;--> statement-breakpoint
ALTER TABLE "weights_version" ADD COLUMN "decided_by" text;--> statement-breakpoint
ALTER TABLE "weights_version" ADD COLUMN "decided_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "match_decision_run" ON "match_decision" USING btree ("run_id","seq");--> statement-breakpoint
CREATE UNIQUE INDEX "match_decision_seq" ON "match_decision" USING btree ("seq");--> statement-breakpoint
CREATE UNIQUE INDEX "weights_version_applied" ON "weights_version" USING btree ("status") WHERE "weights_version"."status" = 'applied';