package chat.parley.server.poll;

import chat.parley.server.event.Place;
import chat.parley.server.log.LogIdentity;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Places in the log as opaque text: one AES block of epoch (32 bits), place (64) and the chain's
 * check (32) in 22 URL-safe characters. It is deterministic, so that replies can be shared, and
 * encrypted, so that it tells nothing of what goes on in rooms one may not see.
 */
public final class CursorCodec {
  private static final int BLOCK_BYTES = 16;
  private static final int CURSOR_CHARS = 22;

  private final int epoch;
  private final SecretKeySpec key;
  private final Spare encrypting = new Spare(Cipher.ENCRYPT_MODE);
  private final Spare decrypting = new Spare(Cipher.DECRYPT_MODE);

  /** Cursors read lately: when people have waited for the same message, all come with one. */
  private final Recalled<String, @Nullable Place> read = new Recalled<>(this::decrypt);

  public CursorCodec(LogIdentity identity) {
    epoch = identity.epoch();
    key = new SecretKeySpec(identity.cursorKey().toArray(), "AES");
    // The platform reads files the first time it encrypts, and if it cannot, never again: here it
    // can.
    var _ = encode(new Place(0, 0));
  }

  public String encode(Place place) {
    byte[] block =
        ByteBuffer.allocate(BLOCK_BYTES)
            .putInt(epoch)
            .putLong(place.seq())
            .putInt(place.check())
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(encrypting.crypt(block));
  }

  /** The place a cursor stands for, or null if it is not a cursor of this log. */
  public @Nullable Place decode(String cursor) {
    return cursor.length() == CURSOR_CHARS ? read.of(cursor) : null;
  }

  private @Nullable Place decrypt(String cursor) {
    byte[] block;
    try {
      block = Base64.getUrlDecoder().decode(cursor);
    } catch (IllegalArgumentException e) {
      return null; // not Base64: another server's cursor, perhaps
    }
    ByteBuffer fields = ByteBuffer.wrap(decrypting.crypt(block));
    boolean ours = fields.getInt() == epoch;
    Place place = new Place(fields.getLong(), fields.getInt());
    return ours && place.seq() >= 0 ? place : null;
  }

  /** A cipher that nobody works with just now: to find one costs more than a block does. */
  private final class Spare {
    private final AtomicReference<@Nullable Cipher> cipher = new AtomicReference<>();
    private final int mode;

    Spare(int mode) {
      this.mode = mode;
    }

    byte[] crypt(byte[] block) {
      try {
        Cipher mine = cipher.getAndSet(null);
        if (mine == null) {
          mine = newCipher();
        }
        byte[] done = mine.doFinal(block);
        cipher.set(mine);
        return done;
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("Every Java platform has AES", e);
      }
    }

    // One block that no other block is compared or mixed with: the mode is the bare block cipher
    // by intent.
    @SuppressWarnings("InsecureCryptoUsage")
    private Cipher newCipher() throws GeneralSecurityException {
      Cipher made = Cipher.getInstance("AES/ECB/NoPadding");
      made.init(mode, key);
      return made;
    }
  }
}
