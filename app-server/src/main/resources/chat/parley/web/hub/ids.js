// Identifiers made here. crypto.randomUUID exists only in secure contexts, and a chat on
// http://192.168.… is none; getRandomValues works everywhere.

function randomBytes(count) {
  return crypto.getRandomValues(new Uint8Array(count));
}

const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** A random UUID (version 4). */
export function uuid() {
  const bytes = randomBytes(16);
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = hex(bytes);
  return [
    digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20),
  ].join('-');
}

const CLIENT_ID_MAX = 128;

/**
 * The id of a person's client, by which whoever hosts sees who is connected: the name, percent-encoded, and
 * a random part. A new one for every hub: two of them never share a poll.
 */
export function newClientId(name) {
  const random = '~' + hex(randomBytes(12));
  let id = '';
  // Half of a surrogate pair cannot be encoded.
  for (const character of name.replace(/\p{Cs}/gu, '')) {
    const encoded = encodeURIComponent(character).replaceAll('~', '%7E');
    if (id.length + encoded.length + random.length > CLIENT_ID_MAX) break;
    id += encoded;
  }
  return id + random;
}
