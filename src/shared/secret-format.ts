/** The forms in which the value of a new key can be copied. */
export const secretFormats = ['raw', 'environment', 'header', 'curl', 'kubernetes', 'docker'] as const
export type SecretFormat = (typeof secretFormats)[number]
