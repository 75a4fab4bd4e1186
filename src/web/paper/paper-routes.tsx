import { type Context, Hono } from "hono";
import { checkPrintout } from "../../app/paper/check-printout.ts";
import { listPapers } from "../../app/paper/list-papers.ts";
import { makeOwnHandbook, makePrintout } from "../../app/paper/make-printout.ts";
import { ownLists } from "../../app/paper/own-handbook.ts";
import { openPrintout } from "../../app/paper/printout.ts";
import { printoutFile } from "../../app/paper/printout-file.ts";
import type { PaperFormat } from "../../domain/paper/kinds.ts";
import { draftNotice } from "../../domain/paper/notice.ts";
import { AppError, errorStatus } from "../../domain/shared/errors.ts";
import type { AppEnv } from "../../http/deps.ts";
import { type Boxes, readBoxes } from "../account/settle-form.ts";
import { page } from "../layout/respond.ts";
import { HandbooksPage } from "./handbooks-page.tsx";
import type { RefusedForm } from "./paper-form.tsx";
import { PaperPage } from "./paper-page.tsx";
import { makingFacts, paperWords } from "./paper-words.ts";
import { PrintoutPage } from "./printout-page.tsx";
import { StandingPage } from "./standing-page.tsx";

type C = Context<AppEnv>;

const mediaTypes: Record<PaperFormat, string> = {
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};
/** Beijing is eight hours ahead of UTC, without summer time. */
const beijingMs = 8 * 3_600_000;

/** Documents of lists: made by POST with a reason, then read, printed and downloaded by GET. */
export const paperRoutes = new Hono<AppEnv>()
  .get("/lists/:id/paper", (c) => showPapers(c, null))
  .post("/lists/:id/paper", async (c) => {
    const box = await readBoxes(c);
    return settle(
      () => makePrintout({ ctx: c.var.ctx, words: wordsOf(c), listId: c.req.param("id"), input: inputOf(box) }),
      ({ id }) => c.redirect(`/printouts/${id}`, 303),
      (error) => showPapers(c, { error, box }),
    );
  })
  .get("/handbooks", (c) => showHandbooks(c, null))
  .post("/handbooks", async (c) => {
    const box = await readBoxes(c);
    const input = { listId: box("listId"), organizationId: box("organizationId"), reason: box("reason") };
    return settle(
      () => makeOwnHandbook({ ctx: c.var.ctx, words: wordsOf(c), input }),
      ({ id }) => c.redirect(`/printouts/${id}`, 303),
      (error) => showHandbooks(c, error),
    );
  })
  .get("/printouts/:id", async (c) => {
    const opened = await openPrintout({ ctx: c.var.ctx, words: wordsOf(c), id: c.req.param("id") });
    const section = opened.printout.organizationId === null ? "lists" : "answers";
    return page(c, { title: opened.paper.title, section }, <PrintoutPage opened={opened} />);
  })
  .get("/printouts/:id/standing", async (c) => {
    const checked = await checkPrintout({ ctx: c.var.ctx, words: wordsOf(c), id: c.req.param("id") });
    const title = `核对打印稿：${checked.list.title}`;
    return page(c, { title, section: "lists" }, <StandingPage {...checked} />);
  })
  .get("/printouts/:id/document.docx", (c) => sendFile(c, "docx"))
  .get("/printouts/:id/document.xlsx", (c) => sendFile(c, "xlsx"));

function wordsOf(c: C) {
  return paperWords(c.var.deps.codeLists);
}

async function sendFile(c: C, format: PaperFormat) {
  const id = c.req.param("id")!;
  const { bytes, name } = await printoutFile({ ctx: c.var.ctx, words: wordsOf(c), id, format, facts: makingFacts });
  c.header("Cache-Control", "no-store");
  return c.body(new Uint8Array(bytes), 200, {
    "Content-Type": mediaTypes[format],
    "Content-Disposition": `attachment; filename="printout.${format}"; filename*=UTF-8''${encodeName(name)}.${format}`,
  });
}

/** A file's name as RFC 5987 wants it. */
function encodeName(name: string): string {
  return encodeURIComponent(name.toWellFormed().replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, "_")).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** What a form asks for. A notice's boxes count where a notice is wanted. */
function inputOf(box: Boxes) {
  const number = box("number");
  const kind = box("kind");
  const boxes = Object.keys(draftNotice("", "", ""));
  return {
    kind,
    number: number === "" ? null : Number(number),
    audience: box("audience"),
    party: kind === "handbook" && box("party") !== "" ? box("party") : null,
    notice: kind === "notice" ? Object.fromEntries(boxes.map((name) => [name, box(name)])) : null,
    reason: box("reason"),
  };
}

/** Does it and goes on, or shows the form again with what is wrong. */
async function settle<Made>(
  act: () => Promise<Made>,
  done: (made: Made) => Response,
  refused: (error: AppError) => Response | Promise<Response>,
): Promise<Response> {
  try {
    return done(await act());
  } catch (error) {
    if (error instanceof AppError && ["invalid_input", "precondition_failed"].includes(error.code))
      return refused(error);
    throw error;
  }
}

async function showPapers(c: C, failure: RefusedForm | null) {
  const { ctx } = c.var;
  const papers = await listPapers({ ctx, listId: c.req.param("id")! });
  const today = new Date(ctx.now().getTime() + beijingMs).toISOString().slice(0, 10);
  const content = <PaperPage papers={papers} failure={failure} today={today} newKey={ctx.newId} />;
  const status = failure === null ? 200 : errorStatus[failure.error.code];
  const frame = {
    title: `打印与导出：${papers.list.title}`,
    section: "lists",
    islands: ["printout-standings"],
  } as const;
  return page(c, frame, content, status);
}

async function showHandbooks(c: C, failure: AppError | null) {
  const { ctx } = c.var;
  const lists = await ownLists(ctx);
  const status = failure === null ? 200 : errorStatus[failure.code];
  const content = <HandbooksPage lists={lists} failure={failure} newKey={ctx.newId} />;
  return page(c, { title: "对接手册", section: "answers" }, content, status);
}
