ALTER TABLE "idempotency" ADD COLUMN "begun_at" timestamp (3) with time zone;--> statement-breakpoint
UPDATE "idempotency" SET "begun_at" = "created_at";--> statement-breakpoint
ALTER TABLE "idempotency" ALTER COLUMN "begun_at" SET NOT NULL;
