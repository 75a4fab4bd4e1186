import { expect, it } from "vitest";
import { deviceName } from "./device-name.ts";

const chrome = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36";

it.each([
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome}`, "Chrome（Windows）"],
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} Edg/131.0.0.0`, "Edge（Windows）"],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0", "Firefox（Linux）"],
  ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.0 Safari/605.1.15", "Safari（macOS）"],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1 MicroMessenger/8.0",
    "微信（iPhone）",
  ],
  [`Mozilla/5.0 (Linux; Android 14; V2303A) ${chrome}`, "Chrome（安卓）"],
  ["curl/8.5.0", "未知设备"],
  ["", "未知设备"],
])("tells a device from %s", (userAgent, name) => expect(deviceName(userAgent)).toBe(name));
