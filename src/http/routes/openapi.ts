import type { Api } from "../define-route.ts";
import { securitySchemes } from "../describe-route.ts";

/** The description of everything defined on `api` so far, at /openapi.json. */
export function openApiRoute(api: Api, version: string): void {
  let document: unknown;
  for (const [name, scheme] of Object.entries(securitySchemes))
    api.openAPIRegistry.registerComponent("securitySchemes", name, scheme);
  api.get("/openapi.json", (c) => {
    document ??= api.getOpenAPI31Document({
      openapi: "3.1.0",
      info: {
        title: "对接通 API",
        version,
        description:
          "企业技术需求与专家、科技成果的登记、检索和匹配。时间为 ISO 8601，金额单位为分。任何输出都不含联系方式。令牌、幂等键、版本标签、限流和错误见 docs/api.md。",
      },
    });
    return c.json(document as Record<string, unknown>);
  });
}
