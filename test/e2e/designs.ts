/** A shop whose payment service is alone and called without a timeout. */
export const flawedShop = `system "Corner shop" { maturity: design, slo { availability: 99.9% } }

client shopper "Shopper" { users: 2M, peak: 3x }
flow order "Place an order" { from: shopper, rate: 3/user/day, op: write, request: 2KB }

service checkout "Checkout" { replicas: 4, capacity: 500/s }
service payment "Payment" { replicas: 1, capacity: 400/s }
database orders "Orders" { engine: postgres, replicas: 2 }

shopper -> checkout { timeout: 3s }
checkout -> payment
checkout -> orders { timeout: 500ms }
`;

/** The line of a text, counted from 1, in which these words first stand, and their column. */
export function placeOf(text: string, words: string): { line: number; column: number } {
  const before = text.slice(0, text.indexOf(words)).split('\n');
  return { line: before.length, column: before[before.length - 1].length + 1 };
}

/** A design of so many services in groups of ten, each handing over to three others, so that its layout takes seconds. */
export function largeDesign(services: number): string {
  const groups = Array.from({ length: services / 10 }, (_, group) => {
    const members = Array.from(
      { length: 10 },
      (_, i) => `  service s${group * 10 + i} "Service ${group * 10 + i}" { replicas: 3 }`,
    );
    return `group g${group} "Team ${group}" {\n${members.join('\n')}\n}`;
  });
  const links = Array.from({ length: services }, (_, from) =>
    [1, 7, 31]
      .map((step) => from + step)
      .filter((to) => to < services)
      .map((to) => `s${from} ~> s${to}`),
  );
  return `${groups.join('\n')}\n${links.flat().join('\n')}\n`;
}
