import { BlockList, isIP } from "node:net";

/**
 * Finds the client behind proxies: the last address of X-Forwarded-For that no trusted proxy has, and only where the connection
 * itself comes from one. Whatever else stands in the header was written by the client.
 * @param trusted addresses and CIDR ranges
 */
export function createClientAddress(
  trusted: readonly string[],
): (connection: string, forwardedFor: string | undefined) => string {
  const proxies = new BlockList();
  for (const entry of trusted) {
    const [address = "", bits] = entry.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    proxies.addSubnet(address, bits === undefined ? (family === "ipv6" ? 128 : 32) : Number(bits), family);
  }
  const isProxy = (address: string) =>
    isIP(address) !== 0 && proxies.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
  return (connection, forwardedFor) => {
    let client = plain(connection);
    const hops = forwardedFor?.split(",") ?? [];
    while (isProxy(client) && hops.length > 0) {
      const hop = plain(hops.pop()!.trim());
      if (isIP(hop) === 0) break;
      client = hop;
    }
    return client;
  };
}

/** IPv4 as IPv4, also where the socket is IPv6 and says `::ffff:127.0.0.1`. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, "");
}
