/** A design of 400 boxes, so interwoven that laying out all of it takes longer than any test. */
export function slowDesign(): string {
  const layers = Array.from({ length: 40 }, (_, layer) => Array.from({ length: 10 }, (_, i) => `s${layer * 10 + i}`));
  const links = layers
    .slice(1)
    .flatMap((layer, above) =>
      layer.flatMap((to, i) => [0, 3, 7].map((step) => `${layers[above]![(i + step) % 10]} ~> ${to}`)),
    );
  return [...layers.flat().map((id) => `service ${id} {}`), ...links].join('\n');
}
