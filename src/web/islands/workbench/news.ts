interface News {
  sheets: { needId: string; version: number; by: string }[];
  people: { name: string; needId: string }[];
}

const pollEveryMs = 2_000;

/** Listens to what others do on the list; asks every two seconds where the stream does not hold. */
export function listenToNews(bench: () => HTMLElement | null, onNews: (version: number, by: string) => void): void {
  const list = bench()?.dataset.list;
  if (list === undefined) return;
  let polling: ReturnType<typeof setInterval> | undefined;
  const take = (news: News) => {
    const needId = bench()?.dataset.need;
    const sheet = news.sheets.find((each) => each.needId === needId);
    showPeople(news.people.filter((person) => person.needId === needId).map(({ name }) => name));
    if (sheet !== undefined) onNews(sheet.version, sheet.by);
  };
  const stream = new EventSource(`/lists/${list}/events?need=${bench()?.dataset.need ?? ""}`);
  stream.addEventListener("news", ({ data }) => {
    clearInterval(polling);
    polling = undefined;
    take(JSON.parse(data) as News);
  });
  stream.addEventListener("error", () => {
    polling ??= setInterval(async () => {
      const answer = await fetch(`/lists/${list}/news`).catch(() => null);
      if (answer?.ok) take((await answer.json()) as News);
    }, pollEveryMs);
  });

  function showPeople(names: readonly string[]): void {
    const line = bench()?.querySelector<HTMLElement>("[data-people]");
    if (!line) return;
    line.hidden = names.length === 0;
    line.textContent = `${names.join("、")} 也在看这项需求`;
  }
}
