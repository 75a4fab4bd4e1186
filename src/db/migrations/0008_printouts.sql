CREATE TABLE "printout" (
	"id" text PRIMARY KEY NOT NULL,
	"list_id" text NOT NULL,
	"number" integer,
	"kind" text NOT NULL,
	"audience" text NOT NULL,
	"party" text,
	"notice" jsonb,
	"made_by" text NOT NULL,
	"organization_id" text,
	"made_at" timestamp (3) with time zone NOT NULL,
	"reason" text NOT NULL,
	"digest" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "printout" ADD CONSTRAINT "printout_list_id_match_list_id_fk" FOREIGN KEY ("list_id") REFERENCES "public"."match_list"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "printout_list" ON "printout" USING btree ("list_id","made_at");