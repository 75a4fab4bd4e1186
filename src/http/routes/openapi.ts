import type { Api } from "../define-route.ts";

/** The description of everything defined on `api` so far, at /openapi.json. */
export function openApiRoute(api: Api, version: string): void {
  let document: unknown;
  api.get("/openapi.json", (c) => {
    document ??= api.getOpenAPI31Document({
      openapi: "3.1.0",
      info: {
        title: "对接通 API",
        version,
        description:
          "企业技术需求与专家、科技成果的登记、检索和匹配。时间为 ISO 8601，金额单位为分。任何输出都不含联系方式。",
      },
    });
    return c.json(document as Record<string, unknown>);
  });
}
