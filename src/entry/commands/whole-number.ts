import { InvalidArgumentError } from "commander";

/** Reads an option as a whole number within bounds. */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < min || value > max) {
      throw new InvalidArgumentError(`应为 ${min} 到 ${max} 之间的整数`);
    }
    return value;
  };
}
