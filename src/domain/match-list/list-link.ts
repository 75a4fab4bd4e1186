import { z } from "zod";

/** Who a shared version is for: `public`, whoever has the link; `named`, members of named organisations who are signed in. */
export const linkAudiences = ["public", "named"] as const;
export type LinkAudience = (typeof linkAudiences)[number];
export const linkAudienceNames: Record<LinkAudience, string> = { public: "公众", named: "指定单位（须登录）" };

/** Life of a link, days. */
export const linkDays = { default: 14, most: 90 } as const;

const mostOrganizations = 100;

export const linkInput = z
  .strictObject({
    audience: z.enum(linkAudiences, { error: "请选择给谁看" }),
    /** Full names, with `named`. */
    organizations: z
      .array(z.string().trim().max(120))
      .max(mostOrganizations, { error: `最多 ${mostOrganizations} 个单位` })
      .default([]),
    days: z.coerce
      .number({ error: "请填写天数" })
      .int({ error: "请填写整天数" })
      .min(1, { error: "至少 1 天" })
      .max(linkDays.most, { error: `最长 ${linkDays.most} 天` })
      .default(linkDays.default),
  })
  .refine(({ audience, organizations }) => audience === "public" || organizations.length > 0, {
    error: "请写明哪些单位可以打开，每行一个全称",
    path: ["organizations"],
  });
