/** What one tab keeps, and what the browser keeps; both may be forbidden, and then nothing is kept. Never a token. */
const keep = (area: () => Storage) => ({
  get: (name: string): string | null => {
    try {
      return area().getItem(`alertledger.${name}`);
    } catch {
      return null;
    }
  },
  set: (name: string, value: string | null): void => {
    try {
      if (value === null) area().removeItem(`alertledger.${name}`);
      else area().setItem(`alertledger.${name}`, value);
    } catch {
      // a browser that keeps nothing
    }
  },
});

export const tab = keep(() => sessionStorage);
export const browser = keep(() => localStorage);
