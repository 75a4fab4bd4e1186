/** Names one showing of a form, so that sending it twice has one effect. `value` is a new id; read by the idempotency guard. */
export function RequestKey({ value }: { value: string }) {
  return <input type="hidden" name="requestKey" value={value} />;
}
