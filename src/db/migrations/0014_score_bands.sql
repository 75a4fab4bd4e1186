ALTER TABLE "match_run" ADD COLUMN "score_bands" integer[];--> statement-breakpoint
UPDATE "match_run" SET "score_bands" = array(
  SELECT count("match_item"."run_id")::int FROM generate_series(0, 9) AS band
  LEFT JOIN "match_item" ON "match_item"."run_id" = "match_run"."id" AND least(floor("match_item"."score" * 10)::int, 9) = band
  GROUP BY band ORDER BY band);--> statement-breakpoint
ALTER TABLE "match_run" ALTER COLUMN "score_bands" SET NOT NULL;
