import { expect, it } from 'vitest';
import { SignInForms } from './SignInForms.svelte.ts';

it('gives each registry one form, which the next takes over when its place is gone', () => {
  const forms = new SignInForms();
  const [first, second, other] = [Symbol('first'), Symbol('second'), Symbol('other')];
  const leave = forms.claim('a.example', first);
  const leaveSecond = forms.claim('a.example', second);
  forms.claim('b.example', other);
  expect([first, second].map((place) => forms.isAt('a.example', place))).toEqual([true, false]);
  expect(forms.isAt('b.example', other)).toBe(true);
  leave();
  expect(forms.isAt('a.example', second)).toBe(true);
  leaveSecond();
  expect(forms.has('a.example')).toBe(false);
});
