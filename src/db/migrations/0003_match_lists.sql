CREATE TABLE "match_answer" (
	"id" text PRIMARY KEY NOT NULL,
	"list_id" text NOT NULL,
	"number" integer NOT NULL,
	"need_id" text NOT NULL,
	"target_kind" text NOT NULL,
	"target_id" text NOT NULL,
	"side" text NOT NULL,
	"organization_id" text,
	"status" text NOT NULL,
	"reason" text NOT NULL,
	"answered_by" text,
	"answered_at" timestamp (3) with time zone,
	"version" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "match_list" (
	"id" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"note" text NOT NULL,
	"status" text NOT NULL,
	"scope_region" text,
	"created_by" text NOT NULL,
	"version" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "match_list_version" (
	"list_id" text NOT NULL,
	"number" integer NOT NULL,
	"pairs" jsonb NOT NULL,
	"approved_by" text NOT NULL,
	"approved_at" timestamp (3) with time zone NOT NULL,
	"sent_at" timestamp (3) with time zone,
	CONSTRAINT "match_list_version_list_id_number_pk" PRIMARY KEY("list_id","number")
);
--> statement-breakpoint
CREATE TABLE "match_sheet" (
	"list_id" text NOT NULL,
	"need_id" text NOT NULL,
	"place" integer NOT NULL,
	"version" integer NOT NULL,
	"sheet" jsonb NOT NULL,
	"updated_by" text NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "match_sheet_list_id_need_id_pk" PRIMARY KEY("list_id","need_id")
);
--> statement-breakpoint
CREATE TABLE "match_step" (
	"list_id" text NOT NULL,
	"need_id" text NOT NULL,
	"version" integer NOT NULL,
	"actor" text NOT NULL,
	"kind" text NOT NULL,
	"of" integer,
	"target" jsonb NOT NULL,
	"step" jsonb NOT NULL,
	"inverse" jsonb NOT NULL,
	"left_as" jsonb,
	"decision_id" text,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "match_step_list_id_need_id_version_pk" PRIMARY KEY("list_id","need_id","version")
);
--> statement-breakpoint
CREATE TABLE "notice" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text,
	"user_id" text,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"link" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"read_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "match_answer" ADD CONSTRAINT "match_answer_list_id_match_list_id_fk" FOREIGN KEY ("list_id") REFERENCES "public"."match_list"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_list_version" ADD CONSTRAINT "match_list_version_list_id_match_list_id_fk" FOREIGN KEY ("list_id") REFERENCES "public"."match_list"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_sheet" ADD CONSTRAINT "match_sheet_list_id_match_list_id_fk" FOREIGN KEY ("list_id") REFERENCES "public"."match_list"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "match_answer_list" ON "match_answer" USING btree ("list_id","number");--> statement-breakpoint
CREATE INDEX "match_answer_organization" ON "match_answer" USING btree ("organization_id","status");--> statement-breakpoint
CREATE INDEX "match_sheet_need" ON "match_sheet" USING btree ("need_id");--> statement-breakpoint
CREATE INDEX "notice_organization" ON "notice" USING btree ("organization_id","read_at");--> statement-breakpoint
CREATE INDEX "notice_user" ON "notice" USING btree ("user_id","read_at");