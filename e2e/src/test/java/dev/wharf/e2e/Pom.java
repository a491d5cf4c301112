package dev.wharf.e2e;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The pom of one module, as it is written: nothing is inherited. Not for use by several threads. */
final class Pom {
    private final String module;
    private final Document document;

    private Pom(String module, Document document) {
        this.module = module;
        this.document = document;
    }

    /** That of a module of this repository; {@code .} is the parent. */
    static Pom of(String module) {
        Path file = Repository.ours().root().resolve(module).resolve("pom.xml");
        try {
            return new Pom(
                    module,
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile()));
        } catch (Exception e) {
            throw new AssertionError("cannot read " + file, e);
        }
    }

    /** The text at a path below {@code project}, such as {@code scm/url}; empty when there is none. */
    String text(String path) {
        return String.join(" ", texts(path));
    }

    List<String> texts(String path) {
        return nodes("/project/" + path).stream()
                .map(node -> node.getTextContent().strip().replaceAll("\\s+", " "))
                .toList();
    }

    boolean has(String path) {
        return !nodes("/project/" + path).isEmpty();
    }

    String artifact() {
        return text("artifactId");
    }

    boolean published() {
        return !text("properties/maven.deploy.skip").equals("true");
    }

    boolean jar() {
        return !text("packaging").equals("pom");
    }

    private List<Node> nodes(String path) {
        try {
            NodeList nodes =
                    (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, document, XPathConstants.NODESET);
            return IntStream.range(0, nodes.getLength()).mapToObj(nodes::item).toList();
        } catch (XPathExpressionException e) {
            throw new AssertionError("not a path: " + path, e);
        }
    }

    @Override
    public String toString() {
        return module;
    }
}
