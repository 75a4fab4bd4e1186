import { modesOffered } from "./modes-offered.ts";

/** Ways to work together, to be ticked. */
export function ModeBoxes({ name, label, held }: { name: string; label: string; held: readonly string[] }) {
  return (
    <fieldset class="check-group" id={name}>
      <legend>{label}</legend>
      {modesOffered(held).map((mode) => (
        <label class="check">
          <input class="form-check-input" type="checkbox" name={name} value={mode} checked={held.includes(mode)} />
          {mode}
        </label>
      ))}
    </fieldset>
  );
}
