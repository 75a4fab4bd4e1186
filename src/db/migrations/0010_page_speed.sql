CREATE INDEX "match_answer_need" ON "match_answer" USING btree ("need_id");--> statement-breakpoint
CREATE INDEX "achievement_created_by" ON "achievement" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "achievement_status" ON "achievement" USING btree ("status","visibility");--> statement-breakpoint
CREATE INDEX "achievement_several_fields" ON "achievement" USING btree ("seq") WHERE jsonb_array_length("achievement"."fields") > 1;--> statement-breakpoint
CREATE INDEX "expert_created_by" ON "expert" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "expert_status" ON "expert" USING btree ("status","visibility");--> statement-breakpoint
CREATE INDEX "expert_several_fields" ON "expert" USING btree ("seq") WHERE jsonb_array_length("expert"."fields") > 1;--> statement-breakpoint
CREATE INDEX "need_created_by" ON "need" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "need_status" ON "need" USING btree ("status","visibility");--> statement-breakpoint
CREATE INDEX "need_several_fields" ON "need" USING btree ("seq") WHERE jsonb_array_length("need"."fields") > 1;