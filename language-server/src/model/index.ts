export * from './build.js';
export { flowProperty } from './inherit.js';
export * from './model.js';
export { nearest } from './nearest.js';
export { checkSetting } from './params.js';
export * from './parsed.js';
export * from './problem.js';
export * from './source.js';
export * from './value.js';
