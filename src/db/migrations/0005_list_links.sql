CREATE TABLE "match_list_link" (
	"id" text PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"list_id" text NOT NULL,
	"number" integer NOT NULL,
	"audience" text NOT NULL,
	"organization_ids" jsonb NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "match_list_link_token" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "match_list_link" ADD CONSTRAINT "match_list_link_list_id_match_list_id_fk" FOREIGN KEY ("list_id") REFERENCES "public"."match_list"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "match_list_link_list" ON "match_list_link" USING btree ("list_id","number");