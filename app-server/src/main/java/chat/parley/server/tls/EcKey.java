package chat.parley.server.tls;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Optional;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.bouncycastle.jce.spec.ECNamedCurveParameterSpec;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/** A key of the curve P-256, both halves. */
record EcKey(ECPrivateKey secret, PublicKey open) {
  private static final String CURVE = "secp256r1";

  static EcKey make(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(CURVE), random);
      KeyPair pair = generator.generateKeyPair();
      return new EcKey((ECPrivateKey) pair.getPrivate(), pair.getPublic());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has this curve", e);
    }
  }

  /** A secret half and what follows from it; empty if it is of another kind or curve. */
  static Optional<EcKey> of(PrivateKey secret) {
    ECNamedCurveParameterSpec curve = ECNamedCurveTable.getParameterSpec(CURVE);
    if (!(secret instanceof ECPrivateKey key) || !key.getParams().getOrder().equals(curve.getN())) {
      return Optional.empty();
    }
    var point = new FixedPointCombMultiplier().multiply(curve.getG(), key.getS()).normalize();
    ECPoint w =
        new ECPoint(point.getAffineXCoord().toBigInteger(), point.getAffineYCoord().toBigInteger());
    try {
      PublicKey open =
          KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(w, key.getParams()));
      return Optional.of(new EcKey(key, open));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has this curve", e);
    }
  }
}
