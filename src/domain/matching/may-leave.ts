import { type Visibility, visibility } from "../shared/entity.ts";

/** The narrowest visibility whose texts may be sent to another machine. Withdrawn records never are. */
export const disclosureLevel = visibility.exclude(["hidden"]);
export type DisclosureLevel = Exclude<Visibility, "hidden">;

/** Whether a text that those of `visible` may see can be sent to another machine; not known who may see it = as `private`. */
export function mayLeave(visible: Visibility | undefined, level: DisclosureLevel): boolean {
  const { options } = visibility;
  return options.indexOf(visible ?? "private") <= options.indexOf(level);
}
