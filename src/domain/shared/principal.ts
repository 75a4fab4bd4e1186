/** Who acts. Until accounts exist there are two principals; accounts add kinds, not call sites. */
export type Principal = { kind: "system"; id: "system" } | { kind: "localStaff"; id: "localStaff" };

export const system: Principal = { kind: "system", id: "system" };
export const localStaff: Principal = { kind: "localStaff", id: "localStaff" };
