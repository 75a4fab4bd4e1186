interface News {
  version: number;
  by: string;
  people: string[];
}

const pollEveryMs = 2_000;

/** Listens to what others do on the sheet; asks every two seconds where the stream does not hold. */
export function listenToNews(bench: () => HTMLElement | null, onNews: (version: number, by: string) => void): void {
  const sheet = bench()?.dataset;
  if (sheet === undefined) return;
  const base = `/lists/${sheet.list}/needs/${sheet.need}`;
  let polling: ReturnType<typeof setInterval> | undefined;
  const take = ({ version, by, people }: News) => {
    showPeople(people);
    onNews(version, by);
  };
  const stream = new EventSource(`${base}/events`);
  stream.addEventListener("news", ({ data }) => {
    clearInterval(polling);
    polling = undefined;
    take(JSON.parse(data) as News);
  });
  stream.addEventListener("error", () => {
    polling ??= setInterval(async () => {
      const answer = await fetch(`${base}/news`).catch(() => null);
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
