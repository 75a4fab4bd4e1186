import { contentExamples } from "./contents.ts";

const shown = contentExamples.need;
const nameless = { ...shown, organizationName: "" };

export const disclosureExample = {
  visibility: "signedIn" as const,
  levels: { title: 2 as const, budget: 1 as const, organizationName: 2 as const },
  restrictedTo: null,
  redaction: {
    texts: { title: "某企业耐蚀涂层附着力提升" },
    confirmedAt: "2026-03-01T01:30:00.000Z",
    stale: false,
  },
  foundBy: "members" as const,
  views: { public: nameless, members: nameless, introduced: shown, confidential: shown },
};

export const introductionsExample = {
  level: 2,
  items: [
    {
      id: "0f8fad5b-d9cb-469f-a165-70867728950e",
      organizationId: "7c9e6679-7425-40de-944b-e07fc1f90ae7",
      organizationName: "某大学",
      status: "approved" as const,
      message: "我校课题组有同类涂层经验，希望对接。",
      requestedAt: "2026-03-02T01:30:00.000Z",
      decidedAt: "2026-03-03T01:30:00.000Z",
      reason: "",
      confidentialityAcceptedAt: null,
    },
  ],
};

export const contactExample = { contact: { name: "王某", phone: "138****0000", email: "" } };
