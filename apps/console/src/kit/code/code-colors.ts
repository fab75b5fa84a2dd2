import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { tags } from '@lezer/highlight';

const colors = (dark: boolean) =>
  HighlightStyle.define([
    { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: dark ? '#8bd5f7' : '#0b5a7d' },
    { tag: [tags.string, tags.content], color: dark ? '#a5d6a7' : '#1b6e2f' },
    { tag: [tags.number, tags.bool, tags.null, tags.atom], color: dark ? '#ffb783' : '#9a4400' },
    { tag: [tags.comment, tags.meta], color: dark ? '#a9b1ba' : '#565d66' },
    { tag: [tags.keyword], color: dark ? '#d8b4fe' : '#6b21a8' },
  ]);

const light = colors(false);
const dark = colors(true);

/** Colours of code that pass WCAG AA on the ground of either scheme; CodeMirror's own are for light alone. */
export const colorsOf = (isDark: boolean): Extension => syntaxHighlighting(isDark ? dark : light);
