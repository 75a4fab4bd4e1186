DROP INDEX "match_answer_list";--> statement-breakpoint
DROP INDEX "achievement_organization_id";--> statement-breakpoint
DROP INDEX "expert_organization_id";--> statement-breakpoint
DROP INDEX "need_organization_id";--> statement-breakpoint
ALTER TABLE "achievement"
  ADD COLUMN "field_root" text GENERATED ALWAYS AS (case jsonb_array_length(fields) when 0 then '' when 1 then left(fields->>0, 2) end) STORED,
  ADD COLUMN "city" text GENERATED ALWAYS AS (case when region_code is null then ''
  when left(region_code, 2) in ('11', '12', '31', '50', '71', '81', '82') then left(region_code, 2) || '0000'
  when right(region_code, 4) = '0000' then ''
  when substr(region_code, 3, 2) = '90' then region_code
  else left(region_code, 4) || '00' end) STORED NOT NULL,
  ADD COLUMN "wording_holds" boolean GENERATED ALWAYS AS (coalesce(redaction->>'contentHash' = content_hash, false)) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "expert"
  ADD COLUMN "field_root" text GENERATED ALWAYS AS (case jsonb_array_length(fields) when 0 then '' when 1 then left(fields->>0, 2) end) STORED,
  ADD COLUMN "city" text GENERATED ALWAYS AS (case when region_code is null then ''
  when left(region_code, 2) in ('11', '12', '31', '50', '71', '81', '82') then left(region_code, 2) || '0000'
  when right(region_code, 4) = '0000' then ''
  when substr(region_code, 3, 2) = '90' then region_code
  else left(region_code, 4) || '00' end) STORED NOT NULL,
  ADD COLUMN "wording_holds" boolean GENERATED ALWAYS AS (coalesce(redaction->>'contentHash' = content_hash, false)) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "need"
  ADD COLUMN "field_root" text GENERATED ALWAYS AS (case jsonb_array_length(fields) when 0 then '' when 1 then left(fields->>0, 2) end) STORED,
  ADD COLUMN "city" text GENERATED ALWAYS AS (case when region_code is null then ''
  when left(region_code, 2) in ('11', '12', '31', '50', '71', '81', '82') then left(region_code, 2) || '0000'
  when right(region_code, 4) = '0000' then ''
  when substr(region_code, 3, 2) = '90' then region_code
  else left(region_code, 4) || '00' end) STORED NOT NULL,
  ADD COLUMN "wording_holds" boolean GENERATED ALWAYS AS (coalesce(redaction->>'contentHash' = content_hash, false)) STORED NOT NULL;--> statement-breakpoint
CREATE INDEX "achievement_cell" ON "achievement" USING btree ("field_root","city") WHERE "achievement"."restricted_to" is null and "achievement"."visibility" <> 'hidden' and "achievement"."status" in ('listed');--> statement-breakpoint
CREATE INDEX "achievement_restricted" ON "achievement" USING btree ("seq") WHERE "achievement"."restricted_to" is not null;--> statement-breakpoint
CREATE INDEX "expert_cell" ON "expert" USING btree ("field_root","city") WHERE "expert"."restricted_to" is null and "expert"."visibility" <> 'hidden' and "expert"."status" in ('listed');--> statement-breakpoint
CREATE INDEX "expert_restricted" ON "expert" USING btree ("seq") WHERE "expert"."restricted_to" is not null;--> statement-breakpoint
CREATE INDEX "need_cell" ON "need" USING btree ("field_root","city") WHERE "need"."restricted_to" is null and "need"."visibility" <> 'hidden' and "need"."status" in ('submitted', 'analysed', 'matching', 'introduced', 'met');--> statement-breakpoint
CREATE INDEX "need_restricted" ON "need" USING btree ("seq") WHERE "need"."restricted_to" is not null;--> statement-breakpoint
CREATE INDEX "match_answer_list" ON "match_answer" USING btree ("list_id","number","status");--> statement-breakpoint
CREATE INDEX "achievement_organization_id" ON "achievement" USING btree ("organization_id","seq");--> statement-breakpoint
CREATE INDEX "expert_organization_id" ON "expert" USING btree ("organization_id","seq");--> statement-breakpoint
CREATE INDEX "need_organization_id" ON "need" USING btree ("organization_id","seq");