CREATE TABLE "contact" (
	"subject_kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"name" text NOT NULL,
	"phone" text NOT NULL,
	"email" text NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "contact_subject_kind_subject_id_pk" PRIMARY KEY("subject_kind","subject_id")
);
--> statement-breakpoint
CREATE TABLE "import_batch" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"file_name" text NOT NULL,
	"sha256" text NOT NULL,
	"fingerprint" text NOT NULL,
	"status" text NOT NULL,
	"total" integer NOT NULL,
	"processed" integer NOT NULL,
	"created" integer NOT NULL,
	"updated" integer NOT NULL,
	"unchanged" integer NOT NULL,
	"issues" jsonb NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "import_row" (
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"record_id" text NOT NULL,
	"row_hash" text NOT NULL,
	"batch_id" text NOT NULL,
	"sheet" text NOT NULL,
	"row" integer NOT NULL,
	CONSTRAINT "import_row_kind_key_pk" PRIMARY KEY("kind","key")
);
--> statement-breakpoint
CREATE TABLE "match_item" (
	"run_id" text NOT NULL,
	"rank" integer NOT NULL,
	"target_id" text NOT NULL,
	"target_version" integer NOT NULL,
	"score" double precision NOT NULL,
	"factors" jsonb NOT NULL,
	"gates" jsonb NOT NULL,
	CONSTRAINT "match_item_run_id_rank_pk" PRIMARY KEY("run_id","rank")
);
--> statement-breakpoint
CREATE TABLE "match_run" (
	"id" text PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"subject_version" integer NOT NULL,
	"target_kind" text NOT NULL,
	"weights_version" text NOT NULL,
	"index_version" text NOT NULL,
	"analyser" text NOT NULL,
	"model_version" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"stale_reason" text,
	"stale_at" timestamp (3) with time zone,
	"candidates" integer NOT NULL,
	"summary" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "weights_version" (
	"id" text PRIMARY KEY NOT NULL,
	"weights" jsonb NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "meta" (
	"key" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "organization" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"name_key" text NOT NULL,
	"credit_code" text,
	"region_code" text,
	"created_by" text NOT NULL,
	"version" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "organization_name_key" UNIQUE("name_key")
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"entity_id" text NOT NULL,
	"version" integer NOT NULL,
	"status" text NOT NULL,
	"attempts" integer NOT NULL,
	"claimed_at" timestamp (3) with time zone,
	"next_attempt_at" timestamp (3) with time zone NOT NULL,
	"last_error" text,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "achievement" (
	"id" text PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"number" text,
	"organization_id" text,
	"organization_name" text NOT NULL,
	"source" text NOT NULL,
	"source_row" integer,
	"visibility" text NOT NULL,
	"status" text NOT NULL,
	"created_by" text NOT NULL,
	"version" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"content" jsonb NOT NULL,
	"content_hash" text NOT NULL,
	"raw" jsonb,
	"region_code" text,
	"fields" jsonb NOT NULL,
	"search_title" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "expert" (
	"id" text PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"number" text,
	"organization_id" text,
	"organization_name" text NOT NULL,
	"source" text NOT NULL,
	"source_row" integer,
	"visibility" text NOT NULL,
	"status" text NOT NULL,
	"created_by" text NOT NULL,
	"version" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"content" jsonb NOT NULL,
	"content_hash" text NOT NULL,
	"raw" jsonb,
	"region_code" text,
	"fields" jsonb NOT NULL,
	"search_title" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "need" (
	"id" text PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"number" text,
	"organization_id" text,
	"organization_name" text NOT NULL,
	"source" text NOT NULL,
	"source_row" integer,
	"visibility" text NOT NULL,
	"status" text NOT NULL,
	"created_by" text NOT NULL,
	"version" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"content" jsonb NOT NULL,
	"content_hash" text NOT NULL,
	"raw" jsonb,
	"region_code" text,
	"fields" jsonb NOT NULL,
	"search_title" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "match_item" ADD CONSTRAINT "match_item_run_id_match_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."match_run"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "import_batch_fingerprint" ON "import_batch" USING btree ("kind","fingerprint");--> statement-breakpoint
CREATE INDEX "match_run_subject" ON "match_run" USING btree ("subject_kind","subject_id","target_kind","seq");--> statement-breakpoint
CREATE INDEX "match_run_target" ON "match_run" USING btree ("target_kind","stale_at");--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_entity" ON "outbox" USING btree ("kind","entity_id");--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("status","next_attempt_at");--> statement-breakpoint
CREATE UNIQUE INDEX "achievement_seq" ON "achievement" USING btree ("seq");--> statement-breakpoint
CREATE INDEX "achievement_number" ON "achievement" USING btree ("number");--> statement-breakpoint
CREATE INDEX "achievement_organization" ON "achievement" USING btree ("organization_name");--> statement-breakpoint
CREATE UNIQUE INDEX "expert_seq" ON "expert" USING btree ("seq");--> statement-breakpoint
CREATE INDEX "expert_number" ON "expert" USING btree ("number");--> statement-breakpoint
CREATE INDEX "expert_organization" ON "expert" USING btree ("organization_name");--> statement-breakpoint
CREATE UNIQUE INDEX "need_seq" ON "need" USING btree ("seq");--> statement-breakpoint
CREATE INDEX "need_number" ON "need" USING btree ("number");--> statement-breakpoint
CREATE INDEX "need_organization" ON "need" USING btree ("organization_name");