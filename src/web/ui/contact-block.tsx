import type { Contact } from "../../domain/shared/text-fields.ts";
import { Facts } from "./facts.tsx";

/** A contact that was revealed, once and on this page alone. */
export function ContactBlock({
  contact,
  back,
  backLabel,
}: {
  contact: Contact | null;
  back: string;
  backLabel: string;
}) {
  return (
    <section class="text-block">
      <h1>联系方式</h1>
      {contact === null ? (
        <p>没有留下联系方式。</p>
      ) : (
        <Facts
          facts={[
            ["联系人", contact.name],
            ["电话", contact.phone],
            ["电子邮箱", contact.email],
          ]}
        />
      )}
      <p>
        <a href={back}>{backLabel}</a>
      </p>
    </section>
  );
}
