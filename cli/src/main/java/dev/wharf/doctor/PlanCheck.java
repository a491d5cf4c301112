package dev.wharf.doctor;

import dev.wharf.doctor.Finding.Cause;
import dev.wharf.error.WharfException;
import dev.wharf.plan.Plan;
import dev.wharf.plan.PlanFacts;
import dev.wharf.stage.SinkStage;
import dev.wharf.stage.SourceStage;
import dev.wharf.stage.TopicUse;
import dev.wharf.topic.ClusterAdmin;
import dev.wharf.topic.TopicFacts;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;

/** What a plan needs of a cluster: its topics, in good health, and leave to use them. For one thread. */
final class PlanCheck {
    private static final String PERMISSION = "permission";

    private final Findings findings;
    private final Plan plan;
    private final Predicate<TopicUse> here;

    /**
     * For the topics of one cluster.
     *
     * @param here whether a topic is of that cluster
     */
    PlanCheck(Findings findings, Plan plan, Predicate<TopicUse> here) {
        this.findings = findings;
        this.plan = plan;
        this.here = here;
    }

    /** What is done with a topic. */
    record Use(boolean read, boolean written, boolean deadLetters) {
        Use and(Use other) {
            return new Use(read || other.read, written || other.written, deadLetters || other.deadLetters);
        }
    }

    void look(ClusterAdmin cluster) {
        Map<String, Use> uses = new TreeMap<>();
        Set<String> groups = new TreeSet<>();
        plan.nodes().forEach(node -> {
            if (node.stage() instanceof SourceStage source
                    && source.topics().stream().anyMatch(here)) {
                source.topics().forEach(use -> uses.merge(use.topic(), new Use(true, false, false), Use::and));
                source.group().ifPresent(groups::add);
            } else if (node.stage() instanceof SinkStage sink) {
                sink.topics().stream()
                        .filter(here)
                        .forEach(use -> uses.merge(use.topic(), new Use(false, true, false), Use::and));
            }
        });
        PlanFacts.deadLetterTopic(plan)
                .filter(here)
                .ifPresent(use -> uses.merge(use.topic(), new Use(false, true, true), Use::and));
        uses.forEach((topic, use) -> topic(cluster, topic, use));
        groups.forEach(group -> group(cluster, group));
        if (plan.settings().exactlyOnce() && uses.values().stream().anyMatch(Use::written)) {
            transactions(cluster);
        }
    }

    private void topic(ClusterAdmin cluster, String topic, Use use) {
        try {
            TopicFacts facts = TopicFacts.of(cluster, List.of(topic)).get(topic);
            if (facts != null) { // that it is missing is told with its place in the file
                new TopicHealth(findings, facts, use).look();
                permission(facts, use);
            }
        } catch (WharfException e) {
            findings.problem(
                    PERMISSION,
                    Cause.ENVIRONMENT,
                    "topic " + topic + " cannot be looked at: " + e.getMessage(),
                    "allow DESCRIBE on the topic");
        }
    }

    private void permission(TopicFacts topic, Use use) {
        Set<AclOperation> allowed = topic.operations();
        if (allowed.isEmpty()) {
            findings.skipped(PERMISSION, "the brokers do not tell what is allowed on topic " + topic.name());
            return;
        }
        Set<AclOperation> missing = new TreeSet<>();
        if (use.read() && !allowed.contains(AclOperation.READ)) {
            missing.add(AclOperation.READ);
        }
        if (use.written() && !allowed.contains(AclOperation.WRITE)) {
            missing.add(AclOperation.WRITE);
        }
        if (missing.isEmpty()) {
            findings.ok(PERMISSION, "on topic " + topic.name() + ": all that is needed");
        } else {
            findings.problem(
                    PERMISSION,
                    Cause.ENVIRONMENT,
                    "topic " + topic.name() + ": we may not " + Permissions.text(missing),
                    "allow "
                            + String.join(
                                    " and ", missing.stream().map(Enum::name).toList()) + " on topic " + topic.name());
        }
    }

    private void group(ClusterAdmin cluster, String group) {
        String advice = "allow READ on group " + group;
        try {
            ConsumerGroupDescription told = cluster.await(
                            cluster.admin()
                                    .describeConsumerGroups(
                                            List.of(group),
                                            new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                                    .all(),
                            ClusterCheck.CALL_LIMIT)
                    .get(group);
            Set<AclOperation> allowed = told == null ? null : told.authorizedOperations();
            if (told == null || allowed == null) {
                findings.skipped(PERMISSION, "the brokers do not tell what is allowed on group " + group);
            } else if (allowed.contains(AclOperation.READ)) {
                findings.ok("group", group + ": " + told.members().size() + " members now, may be used");
            } else {
                findings.problem(PERMISSION, Cause.ENVIRONMENT, "group " + group + ": we may not read", advice);
            }
        } catch (WharfException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                findings.skipped("group", group + " is not there yet, so nobody tells whether it may be used");
            } else {
                findings.problem(PERMISSION, Cause.ENVIRONMENT, "group " + group + ": " + e.getMessage(), advice);
            }
        }
    }

    /** Of a transactional id that is new the brokers only tell whether it may be described. */
    private void transactions(ClusterAdmin cluster) {
        String id = "wharf-" + plan.name() + "-doctor";
        try {
            var unused = cluster.await(
                    cluster.admin().describeTransactions(List.of(id)).description(id), ClusterCheck.CALL_LIMIT);
        } catch (WharfException e) {
            if (e.getCause() instanceof AuthorizationException) {
                findings.problem(
                        PERMISSION,
                        Cause.ENVIRONMENT,
                        "transactional ids that begin with wharf-" + plan.name() + ": we may not use them",
                        "allow WRITE and DESCRIBE on them");
                return;
            }
            if (!(e.getCause() instanceof TransactionalIdNotFoundException)) {
                findings.skipped(PERMISSION, "transactional ids: " + e.getMessage());
                return;
            }
        }
        findings.ok(PERMISSION, "transactional ids that begin with wharf-" + plan.name() + " may be described");
    }
}
