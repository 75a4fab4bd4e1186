/** Looks, one after the other, whether the printouts of a list still hold, by the page that tells it of one. */
const links = [...document.querySelectorAll<HTMLAnchorElement>(".paper-standings a[data-unchecked]")];

async function check(link: HTMLAnchorElement): Promise<void> {
  const item = link.closest("li");
  if (item === null) return;
  const waiting = document.createElement("span");
  waiting.className = "muted";
  waiting.textContent = "正在核对资料有无变化……";
  link.replaceWith(waiting);
  try {
    const answer = await fetch(link.href);
    const made = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(item.id);
    if (answer.ok && made !== null) return item.replaceWith(made);
  } catch {
    // Without an answer the link stays for another try.
  }
  waiting.replaceWith(link);
}

for (const link of links) await check(link);
