/** Why a server could not be reached. Only the kind: texts of the network stack name headers and addresses. */
export type UnreachableReason = 'refused' | 'name-not-found' | 'timed-out' | 'certificate' | 'connection-lost'
