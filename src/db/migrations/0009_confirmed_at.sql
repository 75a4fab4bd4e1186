ALTER TABLE "achievement" ADD COLUMN "confirmed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "expert" ADD COLUMN "confirmed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "need" ADD COLUMN "confirmed_at" timestamp (3) with time zone;