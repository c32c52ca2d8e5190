package chat.parley.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReceiptsTest {
  private static Receipts of(int... numbers) {
    Receipts receipts = new Receipts();
    IntStream.of(numbers).forEach(receipts::take);
    return receipts;
  }

  @Test
  void eachOnceAndInOrderIsWithoutFault() {
    Receipts receipts = of(3, 4, 5);
    assertEquals(0, receipts.missingUpTo(5));
    assertEquals(0, receipts.doubledOrReordered());
  }

  @Test
  void whatWasLeftOutIsMissing() {
    assertEquals(2, of(3, 6).missingUpTo(6));
  }

  @Test
  void whatDidNotComeAtTheEndIsMissing() {
    assertEquals(2, of(3, 4).missingUpTo(6));
    assertEquals(7, of().missingUpTo(6), "from 0 on, where nothing came");
  }

  @Test
  void whatCameTwiceIsDoubled() {
    assertEquals(1, of(3, 4, 4, 5).doubledOrReordered());
  }

  @Test
  void whatCameLateIsMissingAndOutOfOrder() {
    Receipts receipts = of(3, 5, 4, 6);
    assertEquals(1, receipts.missingUpTo(6));
    assertEquals(1, receipts.doubledOrReordered());
  }
}
