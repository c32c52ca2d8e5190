package chat.parley.desktop.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.host.LanAddress.Kind;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanAddressesTest {
  private static NetworkAddress on(String name, String address) {
    return on(name, name, address, false);
  }

  private static NetworkAddress on(
      String name, String label, String address, boolean hasDefaultRoute) {
    return new NetworkAddress(
        name, label, InetAddress.ofLiteral(address), true, false, false, hasDefaultRoute);
  }

  private static List<String> hosts(NetworkAddress... found) {
    return LanAddresses.ranked(List.of(found)).stream().map(LanAddress::host).toList();
  }

  @Test
  void putTheLikeliestFirstWhateverTheirOrder() {
    List<NetworkAddress> likeliestFirst =
        List.of(
            on("wlan0", "Wi-Fi", "192.168.1.7", true),
            on("enp3s0", "192.168.0.7"),
            on("eth1", "10.0.0.7"),
            on("enp4s0", "172.20.0.7"),
            on("something", "192.168.7.7"),
            on("eth2", "203.0.113.7"),
            on("eth1", "fd00::7"),
            on("wlan0", "Wi-Fi", "2001:db8::7", true),
            on("tailscale0", "100.90.1.2"),
            on("br-1234", "172.18.0.1"),
            on("docker0", "172.17.0.1"),
            on("eth3", "169.254.3.4"));
    List<NetworkAddress> shuffled = new ArrayList<>(likeliestFirst);
    Collections.shuffle(shuffled, new Random(7));

    assertEquals(
        likeliestFirst.stream().map(NetworkAddress::toLanAddress).toList(),
        LanAddresses.ranked(shuffled));
  }

  @ParameterizedTest
  @CsvSource({
    "wlp2s0, wlp2s0, 10.0.0.5, docker0, docker0, 192.168.0.5",
    "en0, en0, 203.0.113.5, bridge100, bridge100, 192.168.64.1",
    "eth3, Realtek PCIe GbE Family Controller, 10.0.0.5,"
        + " eth7, VirtualBox Host-Only Ethernet Adapter, 192.168.56.1",
    "wlan1, Intel(R) Wi-Fi 6 AX201, 10.0.0.5,"
        + " eth9, Hyper-V Virtual Ethernet Adapter, 172.24.16.1",
    "en0, en0, 172.16.0.5, utun4, utun4, 10.8.0.2",
    "wg0, wg0, 10.7.0.2, virbr0, virbr0, 192.168.122.1",
    "eth0, eth0, 10.0.0.5, mystery0, mystery0, 192.168.1.5"
  })
  void preferNetworksThatOthersAreOn(
      String name, String label, String address, String other, String otherLabel, String worse) {
    assertEquals(
        List.of(address, worse),
        hosts(on(other, otherLabel, worse, false), on(name, label, address, false)));
  }

  @ParameterizedTest
  @CsvSource({
    "eth0, eth0, REAL",
    "enx00e04c680001, enx00e04c680001, REAL",
    "wireless_32768, Qualcomm Atheros QCA9377, REAL",
    "net4, Killer(R) Wireless-AC 1550, REAL",
    "usb0, usb0, UNKNOWN",
    "utun3, utun3, TUNNEL",
    "zt5u4uutv3, zt5u4uutv3, TUNNEL",
    "ethernet_32770, TAP-Windows Adapter V9, TUNNEL",
    "ethernet_32771, WireGuard Tunnel, TUNNEL",
    "vethab12, vethab12, VIRTUAL",
    "vmnet8, vmnet8, VIRTUAL",
    "vboxnet0, vboxnet0, VIRTUAL",
    "ethernet_32772, VMware Virtual Ethernet Adapter for VMnet8, VIRTUAL",
    "ethernet_32773, vEthernet (WSL), VIRTUAL"
  })
  void tellKindsOfInterfacesApartByTheirNames(String name, String label, Kind kind) {
    assertEquals(kind, on(name, label, "192.168.1.7", false).kind());
  }

  @Test
  void takeABridgeThatLeadsToTheWorldForANetworkOfOthers() {
    NetworkAddress bridge = on("vmbr0", "vmbr0", "192.168.1.7", true);
    assertEquals(Kind.UNKNOWN, bridge.kind());
    assertEquals(List.of("192.168.1.7", "172.17.0.1"), hosts(on("docker0", "172.17.0.1"), bridge));
    assertEquals(Kind.TUNNEL, on("tun0", "tun0", "10.8.0.2", true).kind(), "a VPN is one still");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1", "0.0.0.0", "::", "fe80::1", "224.0.0.1"})
  void leaveOutWhatNobodyElseCanOpen(String address) {
    assertEquals(List.of(), hosts(on("eth0", address)));
  }

  @Test
  void leaveOutInterfacesThatAreDownOrLeadToOneComputer() {
    InetAddress address = InetAddress.ofLiteral("192.168.1.7");
    assertEquals(
        List.of(),
        hosts(
            new NetworkAddress("eth0", "eth0", address, false, false, false, true),
            new NetworkAddress("lo", "lo", address, true, true, false, true),
            new NetworkAddress("ppp0", "ppp0", address, true, false, true, true)));
  }

  @Test
  void areNoMoreThanPeopleCanChooseFrom() {
    Stream<NetworkAddress> many =
        IntStream.range(0, 200).mapToObj(i -> on("eth" + i, "10.0.0." + i));
    assertEquals(LanAddresses.CANDIDATES_MAX, LanAddresses.ranked(many.toList()).size());
  }

  @ParameterizedTest
  @CsvSource({
    "fd00:0:0:0:0:0:0:2, fd00::2",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:db8:1:2:3:4:5:6, 2001:db8:1:2:3:4:5:6",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:0:0:0:0:0, 2001::"
  })
  void areWrittenShort(String address, String written) {
    LanAddress ranked = LanAddresses.ranked(List.of(on("eth0", address))).getFirst();
    assertEquals(written, ranked.host());
    assertTrue(ranked.isIpv6());
  }

  @Test
  void areLikelyOnlyWhereOthersAre() {
    assertTrue(on("eth0", "192.168.1.7").toLanAddress().isLikely());
    assertFalse(on("eth0", "169.254.1.7").toLanAddress().isLikely());
    assertFalse(on("docker0", "172.17.0.1").toLanAddress().isLikely());
    assertFalse(on("tun0", "10.8.0.2").toLanAddress().isLikely());
  }

  @Test
  void ofThisComputerCanBeListed() {
    List<LanAddress> all = LanAddresses.all();
    assertEquals(all.size(), all.stream().map(LanAddress::host).distinct().count());
    assertTrue(all.stream().noneMatch(address -> address.host().startsWith("127.")), "" + all);
  }
}
