import type { Guide } from "./guide.ts";
import { officeGuides } from "./office-guides.ts";
import { partyGuides } from "./party-guides.ts";

/** 办事指南, one for each kind of user. Each step is true to a screen that exists. */
export const guides: readonly Guide[] = [...partyGuides, ...officeGuides];
