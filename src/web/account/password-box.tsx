import { type BoxProps, described, FormField } from "../ui/form-field.tsx";

/** A box whose text is not shown. `current` and `new` tell password managers which of the two it is. */
export function PasswordBox(props: BoxProps & { holds: "current" | "new" }) {
  return (
    <FormField {...props}>
      <input
        class="form-control"
        id={props.id}
        name={props.name ?? props.id}
        type="password"
        maxlength={256}
        autocomplete={`${props.holds}-password`}
        {...described(props)}
      />
    </FormField>
  );
}

/** A box for a six-digit code. */
export function CodeBox({ error, hint }: { error: string | null; hint?: string }) {
  const box = { id: "code", label: "验证码", error, ...(hint !== undefined && { hint }) };
  return (
    <FormField {...box}>
      <input
        class="form-control code-box"
        id="code"
        name="code"
        type="text"
        maxlength={20}
        autocomplete="one-time-code"
        autocapitalize="off"
        spellcheck={false}
        {...described(box)}
      />
    </FormField>
  );
}
