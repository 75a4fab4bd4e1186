/** Colours of the drawings, those of styles/tokens.css: what an attribute says cannot name a token. */
export const inkSoft = "#4d5c66";
export const line = "#6f7f87";
export const brand = "#0f5c73";
export const expert = "#0f5c73";
export const achievement = "#4b4397";
export const leaf = "#1c6443";
export const seal = "#ad3820";
export const grey = "#4d5c66";

/** Of a cell: nothing there; supply without need; need with ample, scarce and no supply. */
export const balanceTones = [
  { ground: "#ffffff", ink: "#4d5c66" },
  { ground: "#edf1f1", ink: "#4d5c66" },
  { ground: "#cfe6d8", ink: "#1b2a33" },
  { ground: "#f8e3ae", ink: "#1b2a33" },
  { ground: "#ad3820", ink: "#ffffff" },
] as const;
