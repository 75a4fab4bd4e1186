import type { PaperWords } from "../../domain/paper/words.ts";
import type { CodeLists } from "../../http/code-lists.ts";
import { fieldText, regionText } from "../format/code-names.ts";
import { calendarText, secondText } from "../format/dates.ts";
import { trlText } from "../format/labels.ts";
import { moneyText } from "../format/money.ts";

/** Codes, money and days on paper, as the screens say them. */
export function paperWords(lists: CodeLists): PaperWords {
  const nameIn = (list: keyof CodeLists) => (code: string) => lists[list].name(code) ?? code;
  const readBack = (list: keyof CodeLists) => (code: string) => {
    const name = lists[list].name(code);
    return name !== undefined && lists[list].find(name) === code ? name : code;
  };
  return {
    field: (code) => fieldText(lists, code),
    fieldGroup(code) {
      const root = lists.field.path(code)[0] ?? code;
      return { code: root, name: nameIn("field")(root) };
    },
    industry: nameIn("industry"),
    discipline: nameIn("discipline"),
    region: (code, written) => regionText(lists, code, written),
    money: moneyText,
    trl: trlText,
    day: calendarText,
    codeNames: { field: readBack("field"), industry: readBack("industry"), discipline: readBack("discipline") },
  };
}

/** When and by whom a document was made, below its title. */
export function makingFacts(madeByName: string, madeAt: Date): readonly (readonly [string, string])[] {
  return [["生成", `${secondText(madeAt)}　${madeByName}`]];
}
