import type { WritingAdvice } from "../../app/need/assist-writing.ts";
import { recordTitle } from "../../domain/shared/record-content.ts";
import type { CodeLists } from "../../http/code-lists.ts";
import { fieldText, regionText } from "../format/code-names.ts";
import { CheckPanel } from "./check-panel.tsx";

export interface AssistProps {
  /** null while nothing is written. */
  advice: WritingAdvice | null;
  /** 体检 score when the author began; null = not known. */
  scoreBefore: number | null;
  lists: CodeLists;
}

/** Beside the form: what to write better, words to take over, and needs that are much the same. The island need-check renews it;
 * without script the button does. */
export function AssistPanel({ advice, scoreBefore, lists }: AssistProps) {
  return (
    <div data-need-assist>
      {advice === null ? null : (
        <>
          <section aria-labelledby="check-head">
            <h2 id="check-head">需求体检</h2>
            <CheckPanel check={advice.check} before={scoreBefore} formPath="" />
          </section>
          <Keywords words={advice.keywords} />
          <Similar needs={advice.similar} lists={lists} />
        </>
      )}
    </div>
  );
}

function Keywords({ words }: { words: readonly string[] }) {
  if (words.length === 0) return null;
  return (
    <section aria-labelledby="words-head">
      <h2 id="words-head">可以采用的词</h2>
      <p class="suggested-words">
        {words.map((word) => (
          <button
            class="btn btn-sm btn-outline-primary"
            type="submit"
            form="need-form"
            name="addKeyword"
            value={word}
            formnovalidate
          >
            + {word}
          </button>
        ))}
      </p>
    </section>
  );
}

function Similar({ needs, lists }: { needs: WritingAdvice["similar"]; lists: CodeLists }) {
  if (needs.length === 0) return null;
  return (
    <section aria-labelledby="similar-head">
      <h2 id="similar-head">已有相近的需求</h2>
      <ul class="similar-needs">
        {needs.map(({ id, content }) => (
          <li>
            <a href={`/needs/${id}`} target="_blank" rel="noopener">
              {recordTitle("need", content)}
            </a>
            <span class="muted">
              {[
                content.field === null ? "" : fieldText(lists, content.field),
                regionText(lists, content.regionCode, content.regionText),
              ]
                .filter((text) => text !== "")
                .join(" · ")}
            </span>
          </li>
        ))}
      </ul>
      <p class="muted">如果说的是同一件事，改那一条即可，不必再发。</p>
    </section>
  );
}
