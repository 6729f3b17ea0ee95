// Chevrotain 13 expects Node 22 when it validates a grammar; this is all that Node 20 lacks.
Object.groupBy ??= (items, key) => {
  const groups = Object.create(null);
  let index = 0;
  for (const item of items) {
    const name = key(item, index++);
    groups[name] ??= [];
    groups[name].push(item);
  }
  return groups;
};
