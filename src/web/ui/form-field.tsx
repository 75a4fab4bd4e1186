import type { Child, PropsWithChildren } from "hono/jsx";

/** What every labelled box has. `error` is null while there is none. */
export interface BoxProps {
  id: string;
  label: string;
  name?: string;
  hint?: Child;
  error: string | null;
  required?: boolean;
}

/** Attributes that tie a box to its hint and error. */
export function described({ id, hint, error }: Pick<BoxProps, "id" | "hint" | "error">) {
  const by = [hint === undefined ? "" : `${id}-hint`, error === null ? "" : `${id}-error`]
    .filter((name) => name !== "")
    .join(" ");
  return {
    "aria-describedby": by === "" ? undefined : by,
    "aria-invalid": error === null ? undefined : ("true" as const),
  };
}

/** Label, hint and error around a box. */
export function FormField({ id, label, hint, error, required, children }: PropsWithChildren<BoxProps>) {
  return (
    <div class={`form-field${error === null ? "" : " has-error"}`}>
      <div class="form-label-row">
        <label class="form-label" for={id}>
          {label}
          {required === true ? <span class="required">必填</span> : null}
        </label>
        <span data-count-of={id} />
      </div>
      {hint === undefined ? null : (
        <p class="form-text" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children}
      <FieldError id={id} error={error} />
    </div>
  );
}

/** What is wrong with a box, beside it. */
export function FieldError({ id, error }: Pick<BoxProps, "id" | "error">) {
  if (error === null) return null;
  return (
    <p class="field-error" id={`${id}-error`}>
      {error}
    </p>
  );
}

interface TextBoxProps extends BoxProps {
  value: string;
  max: number;
  type?: "text" | "date" | "tel" | "email";
  inputmode?: "decimal" | "text";
  placeholder?: string;
  count?: boolean;
  autocomplete?: string;
}

/** A one-line box. */
export function TextBox(props: TextBoxProps) {
  const { id, value, max, type = "text", inputmode, placeholder, count, autocomplete } = props;
  return (
    <FormField {...props}>
      <input
        class="form-control"
        id={id}
        name={props.name ?? id}
        type={type}
        value={value}
        maxlength={type === "date" ? undefined : max}
        inputmode={inputmode}
        placeholder={placeholder}
        autocomplete={autocomplete}
        data-count={count === true ? "" : undefined}
        {...described(props)}
      />
    </FormField>
  );
}

/** A box of several lines with a counter. */
export function AreaBox(props: BoxProps & { value: string; max: number; rows: number }) {
  const { id, value, max, rows } = props;
  return (
    <FormField {...props}>
      <textarea class="form-control" id={id} name={id} rows={rows} maxlength={max} data-count="" {...described(props)}>
        {value}
      </textarea>
    </FormField>
  );
}

/** A choice of one; "" is the choice of none. */
export function SelectBox(props: PropsWithChildren<BoxProps & { none: string }>) {
  const { id, none, children } = props;
  return (
    <FormField {...props}>
      <select class="form-select" id={id} name={props.name ?? id} {...described(props)}>
        {none === "" ? null : <option value="">{none}</option>}
        {children}
      </select>
    </FormField>
  );
}
