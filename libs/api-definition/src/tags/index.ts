export * from './tags.js';
export * from './tag-target.js';
