import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import type { AppEnv } from "../../http/deps.ts";

/** How this browser likes its pages. Nothing of it says who somebody is. */
const print = "duijie-print";
const steps = "duijie-first-steps";
const yearSeconds = 365 * 24 * 60 * 60;

function keep(c: Context<AppEnv>, name: string, value: string): void {
  const secure = c.var.deps.secureCookies === true;
  setCookie(c, name, value, { path: "/", httpOnly: true, sameSite: "Lax", secure, maxAge: yearSeconds });
}

/** Whether this browser asked for 长辈版. */
export function isLargePrint(c: Context<AppEnv>): boolean {
  return getCookie(c, print) === "large";
}

export function keepPrint(c: Context<AppEnv>, large: boolean): void {
  keep(c, print, large ? "large" : "usual");
}

/** Whether the first steps were put away in this browser. */
export function hidesFirstSteps(c: Context<AppEnv>): boolean {
  return getCookie(c, steps) === "hidden";
}

export function hideFirstSteps(c: Context<AppEnv>): void {
  keep(c, steps, "hidden");
}
