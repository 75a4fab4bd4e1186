import { consentsOf } from "../consent-view.ts";

export const consentsExample = consentsOf({ profile: "given", public: "none", contact: "given" });
