/** A moment: ISO 8601 in UTC with `Z`, for example `2027-06-29T23:59:59Z`. */
export type Instant = string
