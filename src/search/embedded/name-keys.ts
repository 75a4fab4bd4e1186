import { searchKey } from "../../text/normalise.ts";
import { pinyinKeys } from "../../text/pinyin.ts";

/** How names are compared and typed. */
export interface NameKeys {
  /** Form in which names are compared. */
  normalise(name: string): string;
  /** Toneless pinyin of a name, and its characters' initials; Latin letters and digits stand whole in both. */
  pinyin(name: string): { full: string; initials: string };
}

export const nameKeys: NameKeys = { normalise: searchKey, pinyin: (name) => pinyinKeys(name) };
