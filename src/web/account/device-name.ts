const browsers: readonly (readonly [mark: RegExp, name: string])[] = [
  [/MicroMessenger/, "微信"],
  [/DingTalk/, "钉钉"],
  [/QQBrowser/, "QQ 浏览器"],
  [/360SE|360EE|QIHU/, "360 浏览器"],
  [/UCBrowser/, "UC 浏览器"],
  [/HuaweiBrowser/, "华为浏览器"],
  [/MiuiBrowser/, "小米浏览器"],
  [/Edg(e|A|iOS)?\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox|FxiOS/, "Firefox"],
  [/Chrome|CriOS|Chromium/, "Chrome"],
  [/Safari/, "Safari"],
];
const systems: readonly (readonly [mark: RegExp, name: string])[] = [
  [/HarmonyOS|OpenHarmony/, "鸿蒙"],
  [/Android/, "安卓"],
  [/iPhone|iPod/, "iPhone"],
  [/iPad/, "iPad"],
  [/Windows/, "Windows"],
  [/Mac OS X|Macintosh/, "macOS"],
  [/CrOS/, "ChromeOS"],
  [/Linux|X11/, "Linux"],
];

/** A browser's User-Agent as people know the device, e.g. Chrome（Windows）. Many say they are others too: the more special marks come first. */
export function deviceName(userAgent: string): string {
  const named = (table: typeof browsers) => table.find(([mark]) => mark.test(userAgent))?.[1];
  const [browser, system] = [named(browsers), named(systems)];
  if (browser === undefined) return system === undefined ? "未知设备" : `其他程序（${system}）`;
  return system === undefined ? browser : `${browser}（${system}）`;
}
