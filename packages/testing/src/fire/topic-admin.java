import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Does to a topic what no service of ours may do. Arguments, all `name=value`: brokers, topic, deed: `delete`; `deny`
 * or `allow` (writing, to everybody); `limit` (max.message.bytes, of `bytes`). Prints {} when it is done.
 */
final class TopicAdmin {
  public static void main(String[] args) throws Exception {
    Map<String, String> told = new HashMap<>();
    for (String arg : args) told.put(arg.substring(0, arg.indexOf('=')), arg.substring(arg.indexOf('=') + 1));
    final String topic = told.get("topic");
    final AclBinding denial = new AclBinding(
        new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
        new AccessControlEntry("User:*", "*", AclOperation.WRITE, AclPermissionType.DENY));
    // Where one rule exists, what no rule allows is denied.
    final AclBinding permission = new AclBinding(
        denial.pattern(), new AccessControlEntry("User:*", "*", AclOperation.ALL, AclPermissionType.ALLOW));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", told.get("brokers")))) {
      switch (told.get("deed")) {
        case "delete" -> admin.deleteTopics(List.of(topic)).all().get();
        case "deny" -> admin.createAcls(List.of(permission, denial)).all().get();
        case "allow" -> admin.deleteAcls(List.of(denial.toFilter())).all().get();
        case "limit" -> admin.incrementalAlterConfigs(Map.of(
            new ConfigResource(ConfigResource.Type.TOPIC, topic),
            List.of(new AlterConfigOp(
                new ConfigEntry("max.message.bytes", told.get("bytes")), AlterConfigOp.OpType.SET)))).all().get();
        default -> throw new IllegalArgumentException(told.get("deed"));
      }
    }
    System.out.println("{}");
    System.exit(0);
  }
}
