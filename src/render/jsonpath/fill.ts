import { valuesAt } from './evaluate.ts';
import { goJson, goText } from './go-text.ts';
import type { Json, Part, Template } from './syntax.ts';

/** What a template makes of a value. */
export function fillTemplate(template: Template, value: Json): string {
  return template.map((part) => fillPart(part, value)).join('');
}

function fillPart(part: Part, value: Json): string {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'path':
      return valuesAt(part.path, [value]).map(textOf).join(' ');
    case 'range':
      return valuesAt(part.over, [value])
        .map((each) => fillTemplate(part.body, each))
        .join('');
  }
}

function textOf(value: Json): string {
  return typeof value === 'object' ? goJson(value) : goText(value);
}
